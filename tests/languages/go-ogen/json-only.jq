# Leave of each body its JSON form alone: ogen has no nested fields in forms.
(.paths[][] | objects | .requestBody.content? // empty | select(has("application/json"))) |= {"application/json"}
