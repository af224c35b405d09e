// An origin that says which path it would serve: with net/http's ServeMux, or as its file server reads the path.
package main

import (
	"fmt"
	"net"
	"net/http"
	"path"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.URL.Path) })
	files := func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, path.Clean("/"+r.URL.Path)) }
	for _, handler := range []http.Handler{mux, http.HandlerFunc(files)} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		fmt.Println(listener.Addr())
		go http.Serve(listener, handler)
	}
	select {}
}
