"""`python -m kla_rules` is the command `kla`."""

from kla_rules.cli.main import main

if __name__ == "__main__":
    main()
