# Leave of each body its JSON form alone: progenitor takes one media type for a body.
(.paths[][] | objects | .requestBody.content? // empty | select(has("application/json"))) |= {"application/json"}
# Say "this or null" with the keyword `nullable`: progenitor makes an Option of that alone.
| walk(
    if type == "object" and ((.anyOf? // .oneOf?) | type == "array" and any(.enum? == [null])) then
      ((.anyOf // .oneOf) | map(select(.enum != [null]))) as $kinds
      | del(.anyOf, .oneOf) + {nullable: true} + (if ($kinds | length) == 1 then {allOf: $kinds} else {oneOf: $kinds} end)
    else . end)
