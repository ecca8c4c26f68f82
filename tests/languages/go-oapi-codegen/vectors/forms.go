package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"
)

// What a user writes for a form: the fields of a body by name, in their order, nested ones with brackets.

type pair [2]string

func fields(body json.RawMessage) []pair {
	reader := json.NewDecoder(bytes.NewReader(body))
	reader.UseNumber()
	return append([]pair{}, filled(reader, "")...)
}

func filled(reader *json.Decoder, name string) (found []pair) {
	token, err := reader.Token()
	check(err)
	if bracket, opens := token.(json.Delim); opens {
		for reader.More() {
			inner := name + "[]"
			if bracket == '{' {
				key, err := reader.Token()
				check(err)
				inner = key.(string)
				if name != "" {
					inner = fmt.Sprintf("%s[%s]", name, key)
				}
			}
			found = append(found, filled(reader, inner)...)
		}
		_, err = reader.Token()
		check(err)
		return found
	}
	if token == nil {
		return []pair{{name, "null"}}
	}
	return []pair{{name, fmt.Sprint(token)}}
}

// written returns the fields as a body of the media type, and its content type.
func written(media string, fields []pair) (string, io.Reader) {
	if media == "multipart/form-data" {
		var body bytes.Buffer
		parts := multipart.NewWriter(&body)
		for _, field := range fields {
			check(parts.WriteField(field[0], field[1]))
		}
		check(parts.Close())
		return parts.FormDataContentType(), &body
	}
	var written []string
	for _, field := range fields {
		written = append(written, url.QueryEscape(field[0])+"="+url.QueryEscape(field[1]))
	}
	return media, strings.NewReader(strings.Join(written, "&"))
}

// read returns the fields of a form as a server reads them.
func read(contentType string, sent []byte) []pair {
	found := []pair{}
	media, parameters, err := mime.ParseMediaType(contentType)
	check(err)
	if media == "multipart/form-data" {
		parts := multipart.NewReader(bytes.NewReader(sent), parameters["boundary"])
		for part, err := parts.NextPart(); err != io.EOF; part, err = parts.NextPart() {
			check(err)
			text, err := io.ReadAll(part)
			check(err)
			found = append(found, pair{part.FormName(), string(text)})
		}
		return found
	}
	for each := range strings.SplitSeq(string(sent), "&") {
		name, value, there := strings.Cut(each, "=")
		if !there {
			continue
		}
		name, err = url.QueryUnescape(name)
		check(err)
		value, err = url.QueryUnescape(value)
		check(err)
		found = append(found, pair{name, value})
	}
	return found
}
