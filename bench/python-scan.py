"""A plain Python pipeline to compare with: Pillow in two workers, ONNX Runtime on one thread.

    python python-scan.py TRUNK.onnx FOLDER THUMBNAILS

Each picture is decoded once; a thumbnail (long side 480, the original bytes where they fit) and the embedding are
written. No catalog, no hash, no palette: less than a scan does.
"""
import os
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

SIDE, KEPT_BYTES, BATCH = 480, 64 * 1024, 8
WIDTH, HEIGHT = 160, 240


def read(job):
    path, target = job
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


def main():
    trunk, folder, thumbnails = sys.argv[1:4]
    os.makedirs(thumbnails, exist_ok=True)
    files = sorted(str(path) for path in Path(folder).rglob("*.jpg"))
    jobs = [(path, os.path.join(thumbnails, f"{number}.jpg")) for number, path in enumerate(files)]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(trunk, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    output = next(o.name for o in session.get_outputs() if "embed" in o.name)
    vectors, batch = [], []
    with Pool(2) as pool:
        for tensor in pool.imap_unordered(read, jobs, chunksize=BATCH):
            batch.append(tensor)
            if len(batch) == BATCH:
                vectors.append(session.run([output], {name: np.stack(batch)})[0])
                batch = []
    if batch:
        vectors.append(session.run([output], {name: np.stack(batch)})[0])
    np.save(os.path.join(thumbnails, "embeddings.npy"), np.concatenate(vectors))


if __name__ == "__main__":
    main()
