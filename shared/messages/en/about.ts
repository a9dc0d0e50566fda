/** What Onesheet is made of, and what it does not do. */
export const about = {
  title: 'About Onesheet',
  what: 'A catalog of film posters that predicts genres, learns from corrections and never loses a verdict.',
  private: 'Nothing leaves this computer: no picture, no title and no verdict is sent anywhere.',
  version: 'Version',
  engine: 'Engine',
  window: 'Window',
  system: 'System',
  model: 'Model',
  tmdb: 'This product uses TMDB data but is not endorsed or certified by TMDB.',
  tmdbSite: 'The Movie Database',
  licence: 'MIT licence, © The Onesheet authors.',
  licences: 'Licences of the parts it is made of',
  part: 'Part',
  terms: 'Licence',
  whatsNew: 'What’s new',
}
