"""One small module per subject. A view reads the request, asks a service, and shows what came of it."""
