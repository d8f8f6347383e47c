"""Engine of attachments: what happens by itself."""
