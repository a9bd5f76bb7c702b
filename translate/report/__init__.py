"""What a check run has to say, for a person and for every CI: text, JSON, SARIF, JUnit, GitHub annotations."""
