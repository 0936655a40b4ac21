namespace Leat.Storage.Specification;

/// <summary>Measurements, and what they come to.</summary>
public static class TraceMeasures
{
    /// <summary>View, metric, aggregations, dimensions, filters; the points as <c>dimension,dimension: value value</c>.</summary>
    public static TheoryData<string, string, string, string, string, string[]> All => new()
    {
        { "Traces", "trace_count", "COUNT", "", "", [": 5"] },
        { "Traces", "trace_count", "COUNT", "trace_status", "", ["ERROR: 1", "IN_PROGRESS: 1", "OK: 3"] },
        { "Traces", "trace_count", "COUNT", "trace_name", "", ["ask: 3", "look: 1"] },
        { "Traces", "trace_count", "COUNT", "trace_status trace_name", "", ["ERROR,ask: 1", "OK,ask: 2", "OK,look: 1"] },
        { "Traces", "trace_count", "COUNT", "trace_name trace_status", "", ["ask,ERROR: 1", "ask,OK: 2", "look,OK: 1"] },
        { "Traces", "trace_count", "COUNT", "", "trace.status = 'OK'", [": 3"] },
        { "Traces", "trace_count", "COUNT", "", "trace.status = 'BROKEN'", [] },
        { "Traces", "trace_count", "COUNT", "", "trace.tag.team = 'a'", [": 2"] },
        { "Traces", "trace_count", "COUNT", "", "trace.`tag.team` = \"a\"|trace.status = 'OK'", [": 1"] },
        { "Traces", "trace_count", "COUNT", "", "trace.tag.none = 'a'", [] },
        { "Traces", "trace_count", "COUNT", "", "trace.metadata.mlflow.trace.session = 's1'", [": 2"] },
        { "Traces", "latency", "AVG", "", "", [": 250"] },
        { "Traces", "latency", "AVG P50 P0 P100 P25", "", "", [": 250 250 100 400 175"] },
        { "Traces", "latency", "P50 AVG", "trace_name", "", ["ask: 200 200", "look: 400 400"] },
        { "Traces", "input_tokens", "SUM AVG P50", "", "", [": 111 37 10"] },
        { "Traces", "input_tokens", "SUM AVG", "", "", [": 111 37"] },
        { "Traces", "output_tokens", "SUM", "trace_name", "", ["ask: 22", "look: 200"] },
        { "Traces", "total_tokens", "SUM", "", "", [": 333"] },
        { "Traces", "cache_read_input_tokens", "SUM AVG", "", "", [": 5 5"] },
        { "Traces", "cache_creation_input_tokens", "SUM", "", "", [] },
        { "Spans", "span_count", "COUNT", "", "", [": 7"] },
        { "Spans", "span_count", "COUNT", "span_name", "", ["answer: 4", "chat: 3"] },
        { "Spans", "span_count", "COUNT", "span_type", "", ["LLM: 3", "UNKNOWN: 4"] },
        { "Spans", "span_count", "COUNT", "span_status", "", ["ERROR: 1", "OK: 5", "UNSET: 1"] },
        { "Spans", "span_count", "COUNT", "span_model_name", "", ["large: 1", "small: 2"] },
        { "Spans", "span_count", "COUNT", "span_model_provider span_model_name", "", ["acme,large: 1", "acme,small: 1"] },
        { "Spans", "span_count", "COUNT", "", "span.name = 'chat'", [": 3"] },
        { "Spans", "span_count", "COUNT", "span_name", "span.type = 'LLM'|span.status = 'OK'|trace.status = 'OK'", ["chat: 3"] },
        { "Spans", "span_count", "COUNT", "", "span.status = 'UNSET'", [": 1"] },
        { "Spans", "latency", "AVG P50", "span_name", "", ["answer: 250 250", "chat: 10 10"] },
        { "Spans", "latency", "AVG", "span_status", "", ["ERROR: 300", "OK: 66", "UNSET: 400"] },
        { "Spans", "total_cost", "SUM AVG", "", "", [": 7 2.3333333333333335"] },
        { "Spans", "total_cost", "SUM P50", "span_model_name", "", ["large: 4 4", "small: 3 1.5"] },
        { "Spans", "input_cost", "SUM", "span_model_provider", "", ["acme: 2.5"] },
        { "Spans", "output_cost", "P100", "", "", [": 2"] },
        { "Assessments", "assessment_count", "COUNT", "", "", [": 7"] },
        { "Assessments", "assessment_count", "COUNT", "assessment_name", "", ["good: 4", "score: 3"] },
        { "Assessments", "assessment_count", "COUNT", "assessment_value assessment_name", "", ["\"maybe\",good: 1", "\"yes\",good: 1", "0.5,score: 1", "1.25,score: 1", "2.75,score: 1", "false,good: 1", "true,good: 1"] },
        { "Assessments", "assessment_count", "COUNT", "", "assessment.type = 'expectation'", [": 1"] },
        { "Assessments", "assessment_count", "COUNT", "", "assessment.name = 'score'|trace.status = 'OK'", [": 2"] },
        { "Assessments", "assessment_value", "AVG P50", "assessment_name", "", ["good: 0.6666666666666666 1", "score: 1.5 1.25"] },
        { "Assessments", "assessment_value", "AVG", "", "assessment.name = 'score'", [": 1.5"] },
    };
}
