"""Shadow comparison: the same read on the other side, beside the caller's call and never in its way."""
