"""Circles in a graph of imports."""

from __future__ import annotations


def circles(edges):
    """Name one circle of each group of nodes that reach each other, as a path that ends where it began."""
    after = {}
    for start, end in sorted(edges):
        after.setdefault(start, []).append(end)
    found, done = [], set()
    for start in sorted(after):
        if start not in done and (path := _way(after, start, start)):
            found.append(path)
            done |= set(path)
    return found


def _way(after, start, goal):
    """The shortest way from a node to another, as a list of nodes; None if there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for node in after.get(way[-1], ()):
            if node == goal:
                return [*way, node]
            if node not in seen:
                seen.add(node)
                ways.append([*way, node])
    return None
