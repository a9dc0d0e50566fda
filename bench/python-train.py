"""Training steps of MobileNetV2 in PyTorch, fp32, to compare with: Adam, binary cross-entropy, pixels drawn once.

    python python-train.py HEIGHT WIDTH BATCH LABELS THREADS

Answers every line `N` on stdin with a line of JSON: the milliseconds, by the clock and of the processor, that each of N
steps took, and the most memory held so far. The first line it writes says what it is.
"""
import json
import resource
import sys
import time

import torch
from torch import nn

# Expansion, channels, repeats, stride of the first: table 2 of the paper (https://arxiv.org/abs/1801.04381).
BOTTLENECKS = [
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
]


def convolution(inputs, outputs, kernel, stride=1, groups=1, relu=True):
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
    ]
    return layers + [nn.ReLU6(inplace=True)] if relu else layers


class Bottleneck(nn.Module):
    def __init__(self, inputs, outputs, stride, expansion):
        super().__init__()
        inner = inputs * expansion
        self.adds = stride == 1 and inputs == outputs
        self.layers = nn.Sequential(
            *(convolution(inputs, inner, 1) if expansion > 1 else []),
            *convolution(inner, inner, 3, stride, groups=inner),
            *convolution(inner, outputs, 1, relu=False),
        )

    def forward(self, x):
        return x + self.layers(x) if self.adds else self.layers(x)


def mobilenet_v2(labels):
    layers, channels = convolution(3, 32, 3, 2), 32
    for expansion, outputs, repeats, stride in BOTTLENECKS:
        for repeat in range(repeats):
            layers.append(Bottleneck(channels, outputs, stride if repeat == 0 else 1, expansion))
            channels = outputs
    layers += convolution(channels, 1280, 1)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(1280, labels))


def main():
    height, width, batch, labels, threads = (int(value) for value in sys.argv[1:6])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    # The layout that oneDNN is fastest with, and the optimizer in one pass: PyTorch at its best.
    model = mobilenet_v2(labels).to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
    images = torch.rand(batch, 3, height, width).to(memory_format=torch.channels_last)
    targets = (torch.rand(batch, labels) < 0.1).float()
    measured = nn.BCEWithLogitsLoss()

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = measured(model(images), targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    parameters = sum(parameter.numel() for parameter in model.parameters())
    print(json.dumps({"name": f"PyTorch {torch.__version__}", "parameters": parameters}), flush=True)
    for line in sys.stdin:
        answer = {"wallMs": [], "coreMs": []}
        for _ in range(int(line)):
            wall, core = time.perf_counter(), time.process_time()
            step()
            answer["wallMs"].append((time.perf_counter() - wall) * 1000)
            answer["coreMs"].append((time.process_time() - core) * 1000)
        answer["peakMb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
