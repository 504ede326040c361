"""`python -m dbmigrate`."""

from dbmigrate.cli import main

if __name__ == "__main__":
    main()
