// Sends a trace with OpenTelemetry, no client of Leat's needed; docs/traces.md shows it. With a server running:
//
//     dotnet run --project samples/OpenTelemetryTraces
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

using var traces = Sdk.CreateTracerProviderBuilder()
    .AddSource("shop")
    .AddOtlpExporter(options =>
    {
        options.Endpoint = new Uri("http://127.0.0.1:5000/v1/traces");
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Headers = "x-mlflow-experiment-id=0";
    })
    .Build();

using var shop = new ActivitySource("shop");
string traceId;
using (var question = shop.StartActivity("answer a question")!)
{
    question.SetTag("mlflow.spanInputs", "Where is my parcel?");
    using (var model = shop.StartActivity("ask the model")!)
        model.SetTag("mlflow.spanType", "LLM").SetTag("temperature", 0.2);
    question.SetTag("mlflow.spanOutputs", "On its way.");
    question.SetStatus(ActivityStatusCode.Ok);
    traceId = "tr-" + question.TraceId.ToHexString();
}

traces.ForceFlush();
Console.WriteLine($"http://127.0.0.1:5000/api/3.0/mlflow/traces/get?trace_id={traceId}");
