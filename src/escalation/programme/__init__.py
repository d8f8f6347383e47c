"""The mechanisms of the programme, one folder each; none of them knows another."""
