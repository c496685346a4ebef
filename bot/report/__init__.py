"""Generated pages for people who look after the content: overview and preview."""
