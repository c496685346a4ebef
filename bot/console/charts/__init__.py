"""Charts as SVG: only where things stand; a template draws them. Pure."""
