using System.Buffers;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Writes the answer of <c>GET …/datasets/{dataset_id}/records</c> record by record: a JSON list within a JSON text, which is
/// never made as a whole. Not safe for concurrent use.</summary>
/// <param name="output">Where the UTF-8 goes.</param>
/// <param name="datasetId">Whose records.</param>
internal sealed class EvaluationDatasetRecordsWriter(IBufferWriter<byte> output, string datasetId) : IDisposable
{
    /// <summary>Other encoders write a quote as <c>\u0022</c>, which makes half as much again of an answer that is full of them.</summary>
    /// <summary>The bytes of a record that are written at once: the writer takes six times as much for what it may have to escape.</summary>
    private const int PieceLength = 16 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = PlainJson.Encoder, SkipValidation = true };

    private readonly Utf8JsonWriter _answer = new(output, Options);
    private readonly ArrayBufferWriter<byte> _text = new(1_024);
    private readonly Utf8JsonWriter _record = new(Stream.Null, Options);
    private bool _any;

    /// <summary>Writes a record.</summary>
    public void Write(EvaluationDatasetRecord record)
    {
        _text.ResetWrittenCount();
        _text.Write(_any ? ", "u8 : "["u8);
        _record.Reset(_text);
        WriteFields(record);
        _record.Flush();
        if (!_any)
            Begin();
        _any = true;
        for (var left = _text.WrittenSpan; left.Length > 0; left = left[Math.Min(left.Length, PieceLength)..])
            _answer.WriteStringValueSegment(left[..Math.Min(left.Length, PieceLength)], isFinalSegment: false);
        _answer.Flush();
    }

    /// <summary>Ends the answer.</summary>
    /// <param name="nextPageToken">Fetches what follows; null when nothing does.</param>
    public void End(string? nextPageToken)
    {
        if (!_any)
            Begin();
        _answer.WriteStringValueSegment(_any ? "]"u8 : "[]"u8, isFinalSegment: true);
        if (nextPageToken is not null)
            _answer.WriteString("next_page_token"u8, nextPageToken);
        _answer.WriteEndObject();
        _answer.Flush();
    }

    public void Dispose()
    {
        _answer.Dispose();
        _record.Dispose();
    }

    private void Begin()
    {
        _answer.WriteStartObject();
        _answer.WritePropertyName("records"u8);
    }

    private void WriteFields(EvaluationDatasetRecord record)
    {
        _record.WriteStartObject();
        _record.WriteString("dataset_record_id"u8, record.RecordId);
        _record.WriteString("dataset_id"u8, datasetId);
        WriteJson("inputs"u8, record.Inputs);
        WriteJson("outputs"u8, record.Outputs);
        WriteJson("expectations"u8, record.Expectations);
        WriteJson("tags"u8, record.Tags);
        WriteJson("source"u8, record.Source);
        WriteText("source_id"u8, record.SourceId);
        WriteText("source_type"u8, record.SourceType);
        WriteText("created_by"u8, record.CreatedBy);
        WriteText("last_updated_by"u8, record.LastUpdatedBy);
        _record.WriteNumber("created_time"u8, record.CreatedTimeMs);
        _record.WriteNumber("last_update_time"u8, record.LastUpdateTimeMs);
        _record.WriteEndObject();
    }

    private void WriteText(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            _record.WriteString(name, text);
    }

    /// <summary>JSON as it came, NaN and the infinities as Python reads them.</summary>
    private void WriteJson(ReadOnlySpan<byte> name, string? json)
    {
        if (json is null)
            return;
        _record.WritePropertyName(name);
        _record.WriteRawValue(LiteralRepair.Restore(json), skipInputValidation: true);
    }
}
