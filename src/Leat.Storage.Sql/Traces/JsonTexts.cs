using System.Buffers;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Storage.Sql.Traces;

/// <summary>JSON as it is stored: compact, letters of any script as they are.</summary>
internal static class JsonTexts
{
    public static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PlainJson.WriterOptions))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
