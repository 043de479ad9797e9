"""What is told of a scan, in each of the formats."""
