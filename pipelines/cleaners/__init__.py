"""What is taken out of a site's words before anyone reads them: one file a kind of dirt."""
