"""A client that one module makes and another one uses."""

from calls import buckets, connector, rules

print(connector("shared"), rules(), buckets())
