import {createApp} from 'vue'; createApp({}).mount('body')
