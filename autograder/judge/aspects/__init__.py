"""The aspects of an answer, each judged by itself.

In their order: that it exists (`existence`), what it is (`value`), how it is part of a graph
(`gradient`), what it does to memory and to its inputs (`effects`).
"""
