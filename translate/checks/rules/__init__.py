"""One folder per rule: the class, its page for the docs, and an example with the findings it must give."""
