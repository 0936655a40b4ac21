using System.Buffers;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Writes the answer of <c>runs/search</c> run by run, byte for byte as a serialized <see cref="SearchRunsResponse"/> would be. Not
/// safe for concurrent use.</summary>
/// <param name="output">Where the UTF-8 goes.</param>
internal sealed class RunPageWriter(IBufferWriter<byte> output) : IDisposable
{
    private readonly Utf8JsonWriter _run = new(
        output, new JsonWriterOptions { Encoder = ProtocolJsonContext.Default.Options.Encoder, SkipValidation = true });

    private bool _any;

    /// <summary>Writes a run.</summary>
    public void Write(Run run)
    {
        output.Write(_any ? ","u8 : "{\"runs\":["u8);
        _any = true;
        JsonSerializer.Serialize(_run, RunMessage.From(run), ProtocolJsonContext.Default.RunMessage);
        _run.Flush();
        _run.Reset(output);
    }

    /// <summary>Ends the answer.</summary>
    /// <param name="nextPageToken">Fetches what follows; null when nothing does.</param>
    public void End(string? nextPageToken)
    {
        output.Write(_any ? "]"u8 : "{"u8);
        if (nextPageToken is not null)
        {
            output.Write(_any ? ",\"next_page_token\":\""u8 : "\"next_page_token\":\""u8);
            output.Write(JsonEncodedText.Encode(nextPageToken, ProtocolJsonContext.Default.Options.Encoder).EncodedUtf8Bytes);
            output.Write("\""u8);
        }

        output.Write("}"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();
}
