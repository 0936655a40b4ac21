using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>The fields of one point in the usual form, as they are read.</summary>
internal struct MetricFields
{
    private const int Required = Field.Key | Field.Value | Field.Timestamp;

    private int _seen;
    private string? _key;
    private double _value;
    private long _timestamp;
    private long _step;
    private string? _modelId;
    private string? _datasetName;
    private string? _datasetDigest;

    /// <summary>Whether the object names its run, too.</summary>
    public bool TakesRunId { get; init; }

    public string? RunId { get; private set; }

    /// <summary>Reads the rest of an object whose beginning has been read; false if anything about it is unusual.</summary>
    public bool TryReadObject(ref Utf8JsonReader reader, ref KeyCache keys)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Identify(ref reader);
            if (field == 0 || (_seen & field) != 0 || !TryReadField(field, ref reader, ref keys))
                return false;
            _seen |= field;
        }

        return reader.TokenType == JsonTokenType.EndObject && (_seen & Required) == Required && _key!.Length > 0;
    }

    public readonly Metric ToMetric() => new(
        _key!, _value, _timestamp, _step, MetricMessage.Link(_modelId, _datasetName, _datasetDigest));

    private readonly int Identify(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("key"u8) ? Field.Key
        : reader.ValueTextEquals("value"u8) ? Field.Value
        : reader.ValueTextEquals("timestamp"u8) ? Field.Timestamp
        : reader.ValueTextEquals("step"u8) ? Field.Step
        : TakesRunId && reader.ValueTextEquals("run_id"u8) ? Field.RunId
        : reader.ValueTextEquals("model_id"u8) ? Field.ModelId
        : reader.ValueTextEquals("dataset_name"u8) ? Field.DatasetName
        : reader.ValueTextEquals("dataset_digest"u8) ? Field.DatasetDigest
        : 0;

    private bool TryReadField(int field, ref Utf8JsonReader reader, ref KeyCache keys)
    {
        switch (field)
        {
            case Field.Key:
                return keys.TryReadKey(ref reader, out _key);
            case Field.Value:
                return reader.TryReadDouble(out _value);
            case Field.Timestamp:
                return reader.TryReadInt64(out _timestamp);
            case Field.Step:
                return reader.TryReadInt64(out _step);
            case Field.ModelId:
                return reader.TryReadText(out _modelId);
            case Field.DatasetName:
                return reader.TryReadText(out _datasetName);
            case Field.DatasetDigest:
                return reader.TryReadText(out _datasetDigest);
            default:
                var isText = reader.TryReadText(out var runId);
                RunId = runId;
                return isText;
        }
    }

    private static class Field
    {
        public const int Key = 1;
        public const int Value = 2;
        public const int Timestamp = 4;
        public const int Step = 8;
        public const int RunId = 16;
        public const int ModelId = 32;
        public const int DatasetName = 64;
        public const int DatasetDigest = 128;
    }
}
