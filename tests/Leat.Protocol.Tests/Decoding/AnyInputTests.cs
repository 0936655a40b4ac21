using System.Text;
using CsCheck;
using Leat.Core;

namespace Leat.Protocol.Tests.Decoding;

/// <summary>Whatever is sent, the result is a request or a clear rejection.</summary>
public sealed class AnyInputTests
{
    private static readonly (string Name, Action<byte[]> Read, Action<string> ReadQuery)[] Requests =
    [
        Request<CreateExperimentRequest>(),
        Request<SearchExperimentsRequest>(),
        Request<SetExperimentTagRequest>(),
        Request<CreateRunRequest>(),
        Request<UpdateRunRequest>(),
        Request<SearchRunsRequest>(),
        Request<LogMetricRequest>(),
        Request<LogBatchRequest>(),
        Request<LogInputsRequest>(),
        Request<GetMetricHistoryRequest>(),
        Request<GetMetricHistoryBulkRequest>(),
        Request<GetMetricHistoryBulkIntervalRequest>(),
        Request<SearchDatasetsRequest>(),
        Request<CreateWebhookRequest>(),
        Request<UpdateWebhookRequest>(),
        Request<TestWebhookRequest>(),
    ];

    private static readonly Gen<byte[]> Json = BodyGenerators.Damaged(Gen.OneOf(
        """{"name":"a","artifact_location":"s3://b","tags":[{"key":"k","value":"\ud83d\ude00"}]}""",
        """{"experiment_id":1,"user_id":"","run_name":"n","start_time":"5","end_time":1e5,"status":"FINISHED","run_id":"r"}""",
        """{"experiment_ids":[1,"2"],"filter":"f","max_results":5,"order_by":["a"],"page_token":"t","view_type":1,"run_view_type":"ALL"}""",
        """{"run_id":"r","datasets":[{"tags":[{"key":"a","value":"b"}],"dataset":{"name":"n","digest":"g"}}],"models":[{"model_id":"m"}]}""",
        """{"run_id":["r"],"run_ids":["r"],"metric_key":"m","start_step":1,"end_step":2,"max_results":NaN}""",
        """{"name":"w","url":"https://b","events":[{"entity":"PROMPT_TAG","action":4}],"secret":"s","status":"ACTIVE","event":{"entity":1}}""",
        "\"{\\\"name\\\":\\\"a\\\"}\"",
        "[[[[]]]]"));

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 60].Sample(ReadAll, iter: 500);

    [Fact]
    public void Any_damaged_json_is_read_or_refused() => Json.Sample(ReadAll, iter: 2_000);

    [Fact]
    public void Any_damaged_batch_is_read_or_refused() =>
        BodyGenerators.Damaged(BodyGenerators.AnyBatch).Sample(
            body => ReadOrRefuse(() => LogBatchReader.Read(body, InputLimits.Default)), iter: 2_000);

    [Fact]
    public void Any_query_is_read_or_refused() =>
        Gen.OneOf("run_id=", "run_ids=", "metric_key=", "max_results=", "&", "%", "%C3", "%ff", "+", "a", "1e9", "?", "=")
            .Array[0, 12].Select(string.Concat).Sample(
                query =>
                {
                    foreach (var request in Requests)
                        ReadOrRefuse(() => request.ReadQuery(query));
                },
                iter: 1_000);

    private static void ReadAll(byte[] body)
    {
        foreach (var request in Requests)
            ReadOrRefuse(() => request.Read(body));
    }

    private static void ReadOrRefuse(Action read)
    {
        try
        {
            read();
        }
        catch (LeatException exception)
        {
            // The message must be something that can be written.
            exception.Message.ShouldNotBeEmpty();
            new UTF8Encoding(false, true).GetBytes(exception.Message);
        }
    }

    private static (string, Action<byte[]>, Action<string>) Request<T>()
        where T : IWireRequest<T> =>
        (typeof(T).Name, body => Decoding.Read<T>(body), query => Decoding.ReadQuery<T>(query));
}
