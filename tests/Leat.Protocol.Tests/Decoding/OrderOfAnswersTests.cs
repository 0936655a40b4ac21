using static Leat.Protocol.Tests.Decoding.Decoding;

namespace Leat.Protocol.Tests.Decoding;

/// <summary>If a request has several errors, MLflow reports the first in its own order of fields.</summary>
public sealed class OrderOfAnswersTests
{
    [Theory]
    [InlineData("""{"tags":5,"artifact_location":5,"name":5}""", "name")]
    [InlineData("""{"tags":5,"artifact_location":5,"name":"a"}""", "artifact_location")]
    [InlineData("""{"tags":[{"key":5}],"name":"a"}""", "tags[0].key")]
    [InlineData("""{"tags":[{},"x"],"name":"a"}""", "tags[1]")]
    public void Create_experiment(string body, string field) => FaultyField<CreateExperimentRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"user_id":5,"run_name":5,"start_time":"x","experiment_id":true}""", "experiment_id")]
    [InlineData("""{"user_id":5,"run_name":5,"start_time":"x"}""", "start_time")]
    [InlineData("""{"user_id":5,"run_name":5}""", "run_name")]
    [InlineData("""{"user_id":5,"tags":5}""", "user_id")]
    public void Create_run(string body, string field) => FaultyField<CreateRunRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"run_name":5,"status":"X","end_time":"x"}""", "run_id")]
    [InlineData("""{"run_id":"r","run_name":5,"status":"X","end_time":"x"}""", "end_time")]
    [InlineData("""{"run_id":"r","run_name":5,"status":"X"}""", "status")]
    [InlineData("""{"run_id":"r","run_name":5}""", "run_name")]
    public void Update_run(string body, string field) => FaultyField<UpdateRunRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"page_token":5,"order_by":5,"filter":5,"max_results":"x","view_type":"x"}""", "view_type")]
    [InlineData("""{"page_token":5,"order_by":5,"filter":5,"max_results":"x"}""", "max_results")]
    [InlineData("""{"page_token":5,"order_by":5,"filter":5}""", "order_by")]
    [InlineData("""{"page_token":5,"order_by":[5],"filter":5}""", "filter")]
    [InlineData("""{"page_token":5,"order_by":[5]}""", "page_token")]
    public void Search_experiments(string body, string field) => FaultyField<SearchExperimentsRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"page_token":5,"order_by":5,"max_results":"x","filter":5,"experiment_ids":5}""", "experiment_ids")]
    [InlineData("""{"page_token":5,"order_by":5,"max_results":"x","filter":5,"experiment_ids":[[]]}""", "filter")]
    [InlineData("""{"page_token":5,"order_by":5,"max_results":"x"}""", "max_results")]
    [InlineData("""{"page_token":5,"order_by":5}""", "order_by")]
    [InlineData("""{"page_token":5,"run_view_type":"x"}""", "run_view_type")]
    [InlineData("""{"page_token":5}""", "page_token")]
    public void Search_runs(string body, string field) => FaultyField<SearchRunsRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"step":"x","timestamp":"x","value":"x","key":5}""", "run_id")]
    [InlineData("""{"run_id":"r","step":"x","timestamp":"x","value":"x","key":5}""", "key")]
    [InlineData("""{"run_id":"r","step":"x","timestamp":"x","value":"x","key":"k"}""", "value")]
    [InlineData("""{"run_id":"r","step":"x","timestamp":"x","value":1,"key":"k"}""", "timestamp")]
    [InlineData("""{"run_id":"r","step":"x","timestamp":1,"value":1,"key":"k","model_id":5}""", "step")]
    [InlineData("""{"run_id":"r","timestamp":1,"value":1,"key":"k","dataset_digest":5,"dataset_name":5}""", "dataset_name")]
    public void Log_metric(string body, string field) => FaultyField<LogMetricRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"tags":5,"params":5,"metrics":5}""", "run_id")]
    [InlineData("""{"run_id":"r","tags":5,"params":5,"metrics":"abc"}""", "metrics")]
    [InlineData("""{"run_id":"r","tags":5,"params":{"a":"b"},"metrics":[{"key":5,"value":"x","timestamp":"x"}]}""", "params")]
    [InlineData("""{"run_id":"r","metrics":[{"key":"a","value":1,"timestamp":1},{"key":"a","value":1}]}""", "metrics[1].timestamp")]
    [InlineData("""{"run_id":"r","metrics":[{"key":"a","timestamp":1}]}""", "metrics[0].value")]
    [InlineData("""{"run_id":"r","metrics":[{"key":"","value":1,"timestamp":1}]}""", "metrics[0].key")]
    [InlineData("""{"run_id":"r","params":[{"value":"v"}]}""", "params[0].key")]
    [InlineData("""{"run_id":"r","tags":[{"key":"k"},{}]}""", "tags[1].key")]
    [InlineData("""{"run_id":"r","metrics":[{"key":"a","value":"abc","timestamp":1}],"tags":[{}]}""", "tags[0].key")]
    [InlineData("""{"run_id":"r","metrics":[{"key":"a","value":"abc","timestamp":1}]}""", "metrics[0].value")]
    [InlineData("""{"run_id":"r","metrics":[{"key":"a","value":1,"timestamp":1.5}]}""", "metrics[0].timestamp")]
    [InlineData("""{"run_id":"r","metrics":[5]}""", "metrics[0]")]
    [InlineData("""{"run_id":"r","params":[{"key":"k","value":5}]}""", "params[0].value")]
    public void Log_batch(string body, string field) => FaultyField<LogBatchRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"datasets":5}""", "run_id")]
    [InlineData("""{"run_id":"r","models":5,"datasets":5}""", "datasets")]
    [InlineData("""{"run_id":"r","models":5,"datasets":[5]}""", "models")]
    [InlineData("""{"run_id":"r","datasets":[{"dataset":5}]}""", "datasets[0].dataset")]
    [InlineData("""{"run_id":"r","datasets":[{"dataset":{"name":5}}]}""", "datasets[0].dataset.name")]
    [InlineData("""{"run_id":"r","datasets":[{"tags":[{"value":5}]}]}""", "datasets[0].tags[0].value")]
    public void Log_inputs(string body, string field) => FaultyField<LogInputsRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"page_token":5}""", "run_id")]
    [InlineData("""{"run_id":"r","page_token":5}""", "metric_key")]
    [InlineData("""{"run_id":"r","metric_key":"m","page_token":5,"max_results":"x"}""", "page_token")]
    [InlineData("""{"run_id":"r","metric_key":"m","max_results":"x"}""", "max_results")]
    public void Get_history(string body, string field) => FaultyField<GetMetricHistoryRequest>(body).ShouldBe(field);

    [Theory]
    [InlineData("""{"metric_key":5}""", "run_ids")]
    [InlineData("""{"run_ids":["r"],"start_step":"x"}""", "metric_key")]
    [InlineData("""{"run_ids":["r"],"metric_key":"m","end_step":"x","start_step":"x"}""", "start_step")]
    [InlineData("""{"run_ids":["r"],"metric_key":"m","end_step":"x"}""", "end_step")]
    [InlineData("""{"run_ids":["r"],"metric_key":"m","max_results":"x"}""", "max_results")]
    public void Get_history_bulk_interval(string body, string field) =>
        FaultyField<GetMetricHistoryBulkIntervalRequest>(body).ShouldBe(field);

    [Fact]
    public void Set_and_delete_tag()
    {
        FaultyField<SetTagRequest>("""{"run_id":"r","value":5}""").ShouldBe("key");
        FaultyField<SetTagRequest>("""{"run_id":"r","key":"k","value":5}""").ShouldBe("value");
        FaultyField<SetExperimentTagRequest>("""{"experiment_id":"1","value":5}""").ShouldBe("key");
        FaultyField<DeleteExperimentTagRequest>("""{"key":5}""").ShouldBe("experiment_id");
        FaultyField<UpdateExperimentRequest>("""{"experiment_id":"1"}""").ShouldBe("new_name");
    }

    private static string FaultyField<T>(string body)
        where T : IWireRequest<T>
    {
        var fault = Fault<T>(body);
        var start = fault.IndexOf("parameter '", StringComparison.Ordinal) + "parameter '".Length;
        return fault[start..fault.IndexOf('\'', start)];
    }
}
