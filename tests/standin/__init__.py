"""A stand-in of Google's Sheets, Forms and token services on loopback, with state, that misbehaves on demand.

Written from Google's discovery documents and recorded exchanges; `test_fidelity` replays those against it.
"""
