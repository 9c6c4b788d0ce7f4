"""The command line of Linli. `python build.py --help` lists the verbs; each lives in `commands/`."""

from commands.app import main

if __name__ == "__main__":
    main()
