using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Client;

/// <summary>Small JSON texts, as the fields of datasets hold them.</summary>
internal static class JsonText
{
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, PlainJson.WriterOptions))
            write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
