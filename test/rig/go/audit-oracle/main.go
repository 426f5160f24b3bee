// Audit-oracle answers, with Kubernetes' own code, at which level a policy records a request.
//
// It reads one JSON object a line, {"policy": "<yaml>", "requests": [...]}, and prints one a line:
// {"error": "..."} when kube-apiserver would refuse to start with the policy, else
// {"results": [{"level": "...", "omitStages": [...]}]}, one result a request and in their order. With "show": true it
// prints the policy too, as Kubernetes read it.
// Loading and judging take the path of kube-apiserver: policy.LoadPolicyFromBytes, then
// policy.NewPolicyRuleEvaluator(...).EvaluatePolicyRule(authorizer.AttributesRecord).
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apiserver/pkg/apis/audit"
	"k8s.io/apiserver/pkg/audit/policy"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/klog/v2"
)

type request struct {
	User        string   `json:"user"`
	Groups      []string `json:"groups"`
	Verb        string   `json:"verb"`
	APIGroup    string   `json:"apiGroup"`
	Resource    string   `json:"resource"`
	Subresource string   `json:"subresource"`
	Namespace   string   `json:"namespace"`
	Name        string   `json:"name"`
	Path        string   `json:"path"`
}

type question struct {
	Policy   string    `json:"policy"`
	Requests []request `json:"requests"`
	Show     bool      `json:"show"`
}

type result struct {
	Level      audit.Level   `json:"level"`
	OmitStages []audit.Stage `json:"omitStages"`
}

type refusal struct {
	Error string `json:"error"`
}

type verdicts struct {
	Results []result      `json:"results"`
	Policy  *audit.Policy `json:"policy,omitempty"`
}

func (r request) attributes() authorizer.Attributes {
	return authorizer.AttributesRecord{
		User:            &user.DefaultInfo{Name: r.User, Groups: r.Groups},
		Verb:            r.Verb,
		APIGroup:        r.APIGroup,
		Resource:        r.Resource,
		Subresource:     r.Subresource,
		Namespace:       r.Namespace,
		Name:            r.Name,
		Path:            r.Path,
		ResourceRequest: r.Resource != "",
	}
}

func judge(q question) any {
	loaded, err := policy.LoadPolicyFromBytes([]byte(q.Policy))
	if err != nil {
		return refusal{Error: err.Error()}
	}
	evaluator := policy.NewPolicyRuleEvaluator(loaded)
	results := make([]result, 0, len(q.Requests))
	for _, r := range q.Requests {
		verdict := evaluator.EvaluatePolicyRule(r.attributes())
		stages := verdict.OmitStages
		if stages == nil {
			stages = []audit.Stage{}
		}
		results = append(results, result{Level: verdict.Level, OmitStages: stages})
	}
	if q.Show {
		return verdicts{Results: results, Policy: loaded}
	}
	return verdicts{Results: results}
}

func run(in io.Reader, out io.Writer) error {
	reader, writer := bufio.NewReader(in), bufio.NewWriter(out)
	encoder := json.NewEncoder(writer)
	for number := 1; ; number++ {
		line, err := reader.ReadBytes('\n')
		if len(line) > 1 {
			var q question
			if wrong := json.Unmarshal(line, &q); wrong != nil {
				return fmt.Errorf("line %d: %w", number, wrong)
			}
			if wrong := encoder.Encode(judge(q)); wrong != nil {
				return wrong
			}
		}
		// Nothing more to read at once: a caller that asks line by line is waiting for its answer.
		if err != nil || reader.Buffered() == 0 {
			if wrong := writer.Flush(); wrong != nil {
				return wrong
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func main() {
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "audit-oracle:", err)
		os.Exit(1)
	}
}
