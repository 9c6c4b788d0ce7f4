"""The command line of Linli. `python build.py --help` lists the verbs; each lives in `commands/`."""

if __name__ == "__main__":  # and not in processes that screen: they need none of the verbs
    from commands.app import main

    main()
