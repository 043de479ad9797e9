"""Patching what events cannot reach: functions of modules that may be imported later, again, or right now."""
