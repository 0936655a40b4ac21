#!/usr/bin/env python3
"""Makes a log directory of TensorBoard of a given size, to measure 'leat import' with.

usage: tensorboard-source.py LOGDIR [--runs 1] [--tags 10] [--steps 50000]

Each run has one event file with scalars as PyTorch writes them: one event for each value.
"""
import argparse
import os
import random
import struct

TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = (byte >> 1) ^ 0x82F63B78 if byte & 1 else byte >> 1
    TABLE.append(byte)


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


LENGTHS = {}


def frame(record):
    header = LENGTHS.get(len(record))
    if header is None:
        length = struct.pack("<Q", len(record))
        header = LENGTHS[len(record)] = length + struct.pack("<I", masked_crc(length))
    return header + record + struct.pack("<I", masked_crc(record))


def varint(number):
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def delimited(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def scalar(time, step, tag, value):
    entry = delimited(1, tag) + b"\x15" + struct.pack("<f", value)
    return b"\x09" + struct.pack("<d", time) + b"\x10" + varint(step) + delimited(5, delimited(1, entry))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("logdir")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--tags", type=int, default=10)
    parser.add_argument("--steps", type=int, default=50_000)
    options = parser.parse_args()
    tags = [f"train/metric_{i}".encode() for i in range(options.tags)]
    for run in range(options.runs):
        folder = os.path.join(options.logdir, f"run_{run}")
        os.makedirs(folder)
        begin = 1_700_000_000 + run
        with open(os.path.join(folder, f"events.out.tfevents.{begin}.bench.1.{run}"), "wb") as file:
            file.write(frame(b"\x09" + struct.pack("<d", begin) + delimited(3, b"brain.Event:2")))
            for step in range(options.steps):
                for i, tag in enumerate(tags):
                    file.write(frame(scalar(begin + step * 0.1 + i * 0.001, step, tag, random.random() / (step + 1))))


main()
