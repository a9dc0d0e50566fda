"""A plain Python pipeline to compare with: two workers, each with Pillow and a network on one thread.

    python python-scan.py TRUNK.onnx FOLDER THUMBNAILS onnxruntime|torch

Each picture is decoded once; a thumbnail (long side 480, the original bytes where they fit) and the embedding are
written. No catalog, no hash, no palette: less than a scan does. PyTorch computes a network of EfficientNet-Lite0's shape
with drawn weights, for it reads no ONNX: only its time counts.
"""
import os
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

SIDE, KEPT_BYTES, BATCH = 480, 64 * 1024, 8
WIDTH, HEIGHT = 160, 240
# Kernel, expansion, channels, repeats, stride of the first.
BLOCKS = [
    (3, 1, 16, 1, 1), (3, 6, 24, 2, 2), (5, 6, 40, 2, 2), (3, 6, 80, 3, 2), (5, 6, 112, 3, 1), (5, 6, 192, 4, 2),
    (3, 6, 320, 1, 1),
]

embed = None


def onnx_embedder(trunk):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(trunk, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    output = next(o.name for o in session.get_outputs() if "embed" in o.name)
    return lambda batch: session.run([output], {name: batch})[0]


def torch_embedder():
    import torch
    from torch import nn

    torch.set_num_threads(1)

    class Block(nn.Module):
        def __init__(self, channels, out, kernel, expansion, stride):
            super().__init__()
            inner = channels * expansion
            expand = [nn.Conv2d(channels, inner, 1), nn.ReLU6()] if expansion > 1 else []
            depthwise = nn.Conv2d(inner, inner, kernel, stride, kernel // 2, groups=inner)
            self.layers = nn.Sequential(*expand, depthwise, nn.ReLU6(), nn.Conv2d(inner, out, 1))
            self.adds = stride == 1 and channels == out

        def forward(self, x):
            return self.layers(x) + x if self.adds else self.layers(x)

    layers, channels = [nn.Conv2d(3, 32, 3, 2, 1), nn.ReLU6()], 32
    for kernel, expansion, out, repeats, stride in BLOCKS:
        for repeat in range(repeats):
            layers.append(Block(channels, out, kernel, expansion, stride if repeat == 0 else 1))
            channels = out
    layers += [nn.Conv2d(channels, 1280, 1), nn.ReLU6(), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    network = nn.Sequential(*layers).eval().to(memory_format=torch.channels_last)

    def run(batch):
        with torch.inference_mode():
            pixels = torch.from_numpy(batch).permute(0, 3, 1, 2).float().sub(127).div(128)
            return network(pixels.contiguous(memory_format=torch.channels_last)).numpy()

    return run


def open_network(trunk, runtime):
    global embed
    embed = torch_embedder() if runtime == "torch" else onnx_embedder(trunk)


def read(path, target):
    data = Path(path).read_bytes()
    with Image.open(path) as image:
        image.draft("RGB", (SIDE, SIDE))
        full = image.size
        image = image.convert("RGB")
    if max(full) <= SIDE and len(data) <= KEPT_BYTES:
        Path(target).write_bytes(data)
    else:
        small = image.copy()
        small.thumbnail((SIDE, SIDE), Image.BICUBIC)
        small.save(target, "JPEG", quality=82)
    return np.asarray(image.resize((WIDTH, HEIGHT), Image.BICUBIC), dtype=np.uint8)


def embed_batch(jobs):
    return embed(np.stack([read(path, target) for path, target in jobs]))


def main():
    trunk, folder, thumbnails, runtime = sys.argv[1:5]
    os.makedirs(thumbnails, exist_ok=True)
    files = sorted(str(path) for path in Path(folder).rglob("*.jpg"))
    jobs = [(path, os.path.join(thumbnails, f"{number}.jpg")) for number, path in enumerate(files)]
    batches = [jobs[at : at + BATCH] for at in range(0, len(jobs), BATCH)]
    with Pool(2, open_network, (trunk, runtime)) as pool:
        vectors = list(pool.imap_unordered(embed_batch, batches))
    np.save(os.path.join(thumbnails, "embeddings.npy"), np.concatenate(vectors))


if __name__ == "__main__":
    main()
