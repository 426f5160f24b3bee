// What Helm and Kustomize make of a folder, as manifests on standard output. One program around the code of both, which
// share most of what they are built from:
//
//	manifests helm FOLDER < VALUES.yaml       the chart's objects, as `helm template logproof FOLDER --namespace logproof`
//	manifests notes FOLDER < VALUES.yaml      the chart's NOTES.txt
//	manifests lint FOLDER < VALUES.yaml       a line for every remark of `helm lint --strict`; exit 1 when there is one
//	manifests kustomize FOLDER                as `kustomize build FOLDER`
package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const (
	release   = "logproof"
	namespace = "logproof"
)

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: manifests helm|notes|lint|kustomize FOLDER"))
	}
	verb, folder := os.Args[1], os.Args[2]
	switch verb {
	case "helm", "notes":
		rendered(folder, verb == "notes")
	case "lint":
		linted(folder)
	case "kustomize":
		built(folder)
	default:
		fail(fmt.Errorf("unknown verb %q", verb))
	}
}

func values() chartutil.Values {
	text, err := io.ReadAll(os.Stdin)
	fail(err)
	read, err := chartutil.ReadValues(text)
	fail(err)
	return read
}

func rendered(folder string, notes bool) {
	chart, err := loader.LoadDir(folder)
	fail(err)
	// The schema of the values is checked here.
	options := chartutil.ReleaseOptions{Name: release, Namespace: namespace, Revision: 1, IsInstall: true}
	given, err := chartutil.ToRenderValues(chart, values(), options, chartutil.DefaultCapabilities)
	fail(err)
	files, err := engine.Render(chart, given)
	fail(err)
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if strings.HasSuffix(name, "NOTES.txt") != notes || strings.TrimSpace(files[name]) == "" {
			continue
		}
		if !notes {
			fmt.Printf("---\n# %s\n", name)
		}
		fmt.Println(strings.TrimSpace(files[name]))
	}
}

func linted(folder string) {
	linter := lint.AllWithKubeVersion(folder, values(), namespace, nil)
	strict := 0
	for _, message := range linter.Messages {
		fmt.Println(message.Error())
		if message.Severity >= support.WarningSev {
			strict++
		}
	}
	if strict > 0 {
		os.Exit(1)
	}
}

func built(folder string) {
	objects, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	fail(err)
	text, err := objects.AsYaml()
	fail(err)
	fmt.Print(string(text))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
