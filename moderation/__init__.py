"""MAY this be published? Everything between a form response and an `Entry`."""
