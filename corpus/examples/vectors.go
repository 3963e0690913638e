// Holds a reader against the corpus: go run vectors.go corpus
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Put your reader here. This one only looks for a magic number.
func accepts(image []byte) bool {
	return len(image) >= 8 && (string(image[:4]) == "\x9a\x62\x78\xd0" || string(image[4:8]) == "\x9a\x62\x78\xc0")
}

func must(bytes []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return bytes
}

func main() {
	var list struct {
		Vectors []struct{ File, Profile, Expect string }
	}
	if err := json.Unmarshal(must(os.ReadFile(filepath.Join(os.Args[1], "vectors.json"))), &list); err != nil {
		panic(err)
	}
	agree, all := 0, 0
	for _, vector := range list.Vectors {
		if vector.Profile == "strict" {
			all++
			if accepts(must(os.ReadFile(filepath.Join(os.Args[1], vector.File)))) == (vector.Expect == "accept") {
				agree++
			}
		}
	}
	fmt.Printf("%d of %d agree\n", agree, all)
}
