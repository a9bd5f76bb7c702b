"""``python -m translate`` is the command ``bitexte``."""

from translate.cli import main

main()
