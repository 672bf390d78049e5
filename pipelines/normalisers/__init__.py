"""What a site's words mean: one file a field, text in, a code out, None where not understood."""
