"""What is computed from botocore's models: what a route would send, and what differs on the other side."""
