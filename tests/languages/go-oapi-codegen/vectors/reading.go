package main

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What a user of a plain client writes: the next page, the words of an error, the wait.

var (
	link     = regexp.MustCompile(`<([^<>]*)>([^<]*)`)
	relation = regexp.MustCompile(`(?i);\s*rel="?next"?`)
	digits   = regexp.MustCompile(`^[0-9]+$`)
)

func next(query map[string]any, headers http.Header) any {
	if page := headers.Get("x-next-page"); page != "" {
		found := map[string]any{}
		for name, value := range query {
			found[name] = text(value)
		}
		found["page"] = page
		return found
	}
	for _, each := range link.FindAllStringSubmatch(headers.Get("link"), -1) {
		if !relation.MatchString(each[2]) {
			continue
		}
		address, err := url.Parse(each[1])
		check(err)
		found := map[string]any{}
		for name, values := range address.Query() {
			found[name] = values[0]
			if strings.HasSuffix(name, "[]") {
				list := []any{}
				for _, value := range values {
					list = append(list, value)
				}
				found[name] = list
			}
		}
		return found
	}
	return nil
}

func text(value any) any {
	if list, ok := value.([]any); ok {
		texts := []any{}
		for _, each := range list {
			texts = append(texts, fmt.Sprint(each))
		}
		return texts
	}
	return fmt.Sprint(value)
}

func said(body []byte, headers http.Header) (string, map[string]any) {
	switch told := plain(body).(type) {
	case map[string]any:
		return words(told)
	default:
		if strings.HasPrefix(headers.Get("content-type"), "text/plain") {
			return string(body), map[string]any{}
		}
		return "", map[string]any{}
	}
}

func words(body map[string]any) (string, map[string]any) {
	if fields, ok := body["message"].(map[string]any); ok {
		var parts []string
		for name, each := range fields {
			var texts []string
			for _, one := range each.([]any) {
				texts = append(texts, fmt.Sprint(one))
			}
			parts = append(parts, name+" "+strings.Join(texts, ", "))
		}
		// A map of Go has no order; by name is one.
		return strings.Join(slices.Sorted(slices.Values(parts)), "; "), fields
	}
	if message, ok := body["message"].(string); ok {
		return message, map[string]any{}
	}
	message := fmt.Sprint(body["error"])
	if described, ok := body["error_description"].(string); ok {
		message += ": " + described
	}
	return message, map[string]any{}
}

func wait(headers http.Header, now string) any {
	value := strings.TrimSpace(headers.Get("retry-after"))
	if digits.MatchString(value) {
		seconds, err := strconv.ParseFloat(value, 64)
		check(err)
		return seconds
	}
	moment, err := http.ParseTime(value)
	if err != nil {
		return nil
	}
	from, err := time.Parse(time.RFC3339, now)
	check(err)
	return max(0, moment.Sub(from).Seconds())
}

// at returns what a JSON pointer names, and whether there is something.
func at(value any, pointer string) (any, bool) {
	for _, part := range strings.Split(pointer, "/")[1:] {
		name := strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		switch held := value.(type) {
		case map[string]any:
			inner, there := held[name]
			if !there {
				return nil, false
			}
			value = inner
		case []any:
			index, err := strconv.Atoi(name)
			if err != nil || index >= len(held) {
				return nil, false
			}
			value = held[index]
		default:
			return nil, false
		}
	}
	return value, true
}

// same makes times of one instant equal.
func same(value any) any {
	if written, ok := value.(string); ok {
		if moment, err := time.Parse(time.RFC3339, written); err == nil {
			return moment.UnixNano()
		}
	}
	return value
}
