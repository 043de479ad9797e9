"""What values flow where: the clients of a tree of modules, with every use of each.

The reader turns each module into constraints: a node for each version of a variable, each attribute,
parameter,
return and container element, and an edge wherever a value flows. Clients, functions, classes, modules and
constant texts propagate along the edges until nothing changes. What the reader does not follow is an
``Escape``
with a place and a reason.

``scan_source`` and ``scan_paths(jobs=1)`` give a ``Reading`` with each result (``ScanResult.reading``;
None only
where another process did the work). Its nodes belong to ``ScanResult.tree``; ``span`` counts characters.
``ScanResult.findings``, ``kept``, ``references`` and ``suppressed`` are computed from the same facts.

What a rewrite asks, and where the answer is:

- which clients there are, made where: ``reading.clients``, ``Client.origin``;
- every use of one: ``client.uses``, over all modules; ``use.path`` tells which;
- whether it may move: no ``client.escapes`` but such as are ``"kept"``, and every use is of a known
  kind;
- why not: ``escape.reason`` and ``escape.span``, ready to print;
- the arguments of a call: ``use.call`` (an ``ast.Call``) and ``use.keywords``;
- what a call's result flows to: ``reading.replies``, each expression with its keys and calls;
- what a caught error may come from: ``reading.handlers``, each ``except`` with its calls;
- ``error.response["Error"]["Code"]``: ``reading.errors``, each expression with its keys and handler;
- whether ``ChimeClient`` is that of mypy_boto3: ``reading.imports``, each alias with the nodes that read it.

A finding of kind ``"client"`` has no operation: a client goes out of sight, and nothing is seen to be
called on it.
"""

from __future__ import annotations

from chime_shim.scan.reader.reading import (
    CallRef,
    Client,
    Derived,
    Escape,
    Handler,
    Import,
    Reading,
    Use,
    UseKind,
)

__all__ = ["CallRef", "Client", "Derived", "Escape", "Handler", "Import", "Reading", "Use", "UseKind"]
