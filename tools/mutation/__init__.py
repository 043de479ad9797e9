"""The mutation score: what the tests notice, as ``make mutation`` measures it."""
