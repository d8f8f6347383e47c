"""An office orders a survey, a citizen answers by the link, a clerk calls another one, and the results are read."""

ASKED = """
INSERT INTO opinions (
  id, unit_id, unit_path, status, title, content, source, citizen_name, contact, contact_masked, contact_index,
  data_key, received_at, received_by, updated_at
)
SELECT $1, u.id, u.path, 'inbox', '路灯不亮', '村口的路灯坏了三天。', 'visit', $2, $3, '****34', $4, $5, $6, 'test', $6
FROM units u WHERE u.code = 'V1'
"""
