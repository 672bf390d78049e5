"""Pages that carry a JobPosting badly: one defect each, and what is to be read all the same."""
