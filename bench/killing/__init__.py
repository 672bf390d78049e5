"""The operator's commands killed at random moments, and what stands afterwards compared with what was left alone."""
