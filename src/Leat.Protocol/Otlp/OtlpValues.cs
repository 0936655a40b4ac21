using System.Buffers;
using System.Text;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>OpenTelemetry's attribute values as JSON: strings, numbers, lists and maps unchanged, bytes in base64.</summary>
internal static partial class OtlpValues
{
    /// <summary>Maximum nesting depth of values. Nobody logs deeper ones, and reading is recursive.</summary>
    private const int MaxDepth = 64;

    /// <summary>What a writer asks for at once.</summary>
    private const int LeastBuffer = 256;

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = PlainJson.Encoder };

    /// <summary>Reads a KeyValue message.</summary>
    /// <returns>The key, and the value as JSON; <c>null</c> if it has none.</returns>
    public static KeyValuePair<string, string> ReadAttribute(ReadOnlySpan<byte> message)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(LeastBuffer, message.Length));
        using var writer = new Utf8JsonWriter(buffer, Options);
        var (key, value) = Split(message);
        Write(value, writer, 0);
        writer.Flush();
        return new(key, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Writes a text. Control characters take six times their space, so even a long text is written in short pieces.</summary>
    /// <exception cref="FormatException">The JSON gets too large.</exception>
    internal static void WriteText(Utf8JsonWriter writer, string? text)
    {
        if (!PlainJson.TryWriteText(writer, text, OtlpSpans.MaxJson))
            throw OtlpSpans.TooLargeValue();
    }

    /// <summary>Writes a number; NaN and the infinities as Python's JSON has them, without quotes, so that they stay numbers.</summary>
    internal static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            WireNumbers.WriteDouble(writer, value);
        else
            writer.WriteRawValue(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8, skipInputValidation: true);
    }

    private static void CheckSize(Utf8JsonWriter writer)
    {
        if (writer.BytesCommitted + writer.BytesPending > OtlpSpans.MaxJson)
            throw OtlpSpans.TooLargeValue();
    }

    private static KeyAndValue Split(ReadOnlySpan<byte> message)
    {
        var parts = new KeyAndValue { Key = "" };
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    parts.Key = reader.ReadString();
                    break;
                case 2:
                    parts.Value = reader.ReadBytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return parts;
    }

    /// <summary>Writes an AnyValue message. If it contains several values, the last one wins.</summary>
    private static void Write(ReadOnlySpan<byte> message, Utf8JsonWriter writer, int depth)
    {
        if (depth > MaxDepth)
            throw new InvalidDataException($"A value lies more than {MaxDepth} values deep.");
        var last = new ProtobufReader(message);
        var reader = last;
        var isEmpty = true;
        while (reader.Next())
        {
            isEmpty = false;
            last = reader;
            reader.Skip();
        }

        if (isEmpty)
            writer.WriteNullValue();
        else
            WriteField(ref last, writer, depth);
    }

    private static void WriteField(ref ProtobufReader value, Utf8JsonWriter writer, int depth)
    {
        switch (value.Field)
        {
            case 1:
                WriteText(writer, value.ReadString());
                break;
            case 2:
                writer.WriteBooleanValue(value.ReadVarint() != 0);
                break;
            case 3:
                writer.WriteNumberValue((long)value.ReadVarint());
                break;
            case 4:
                WriteDouble(writer, BitConverter.UInt64BitsToDouble(value.ReadFixed64()));
                break;
            case 5:
                WriteList(value.ReadBytes(), writer, depth);
                break;
            case 6:
                WriteMap(value.ReadBytes(), writer, depth);
                break;
            case 7:
                writer.WriteBase64StringValue(value.ReadBytes());
                break;
            default:
                throw new InvalidDataException($"A value is of the unknown kind {value.Field}.");
        }
    }

    private static void WriteList(ReadOnlySpan<byte> message, Utf8JsonWriter writer, int depth)
    {
        writer.WriteStartArray();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                Write(reader.ReadBytes(), writer, depth + 1);
            else
                reader.Skip();
            CheckSize(writer);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(ReadOnlySpan<byte> message, Utf8JsonWriter writer, int depth)
    {
        writer.WriteStartObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                var (key, value) = Split(reader.ReadBytes());
                writer.WritePropertyName(key);
                Write(value, writer, depth + 1);
            }
            else
            {
                reader.Skip();
            }

            CheckSize(writer);
        }

        writer.WriteEndObject();
    }

    private ref struct KeyAndValue
    {
        public string Key;
        public ReadOnlySpan<byte> Value;

        public readonly void Deconstruct(out string key, out ReadOnlySpan<byte> value)
        {
            key = Key;
            value = Value;
        }
    }
}
