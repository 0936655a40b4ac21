using System.Globalization;
using System.Numerics;
using System.Text;

namespace Leat.Conformance.Tests.Json;

/// <summary>Reads JSON exactly as strictly and as leniently as the program that recorded the scenarios.</summary>
/// <remarks>Lenient: NaN and infinities, lone surrogates in escapes, repeated names (the last one wins).</remarks>
internal sealed class JsonParser
{
    // The recorder's own limit is about a thousand; ours keeps a hostile response from overflowing the stack.
    private const int DeepestNesting = 900;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonParser(string text) => _text = text;

    /// <exception cref="FormatException">Not JSON; says where.</exception>
    public static JsonValue Parse(string text)
    {
        var parser = new JsonParser(text);
        var value = parser.ReadValue();
        parser.SkipSpace();
        return parser._at == text.Length ? value : throw parser.Fault("extra data");
    }

    /// <exception cref="FormatException">Not UTF-8, or not JSON.</exception>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Parse(StrictUtf8.GetString(utf8));
        }
        catch (DecoderFallbackException fault)
        {
            throw new FormatException("not UTF-8: " + fault.Message, fault);
        }
    }

    private JsonValue ReadValue()
    {
        SkipSpace();
        return Peek() switch
        {
            '"' => new JsonString(ReadString()),
            '{' => Nested(ReadObject),
            '[' => Nested(ReadArray),
            _ => ReadWord() ?? ReadNumber(),
        };
    }

    private JsonValue Nested(Func<JsonValue> read)
    {
        if (++_depth > DeepestNesting)
            throw Fault("nested too deeply");
        var value = read();
        _depth--;
        return value;
    }

    private JsonObject ReadObject()
    {
        var members = new OrderedDictionary<string, JsonValue>(StringComparer.Ordinal);
        _at++;
        if (TryTake('}'))
            return new JsonObject(members);
        do
        {
            SkipSpace();
            if (Peek() != '"')
                throw Fault("a name in double quotes is expected");
            var name = ReadString();
            Take(':');
            members[name] = ReadValue();
        }
        while (TryTake(','));
        Take('}');
        return new JsonObject(members);
    }

    private JsonArray ReadArray()
    {
        var items = new List<JsonValue>();
        _at++;
        if (TryTake(']'))
            return new JsonArray(items);
        do
        {
            items.Add(ReadValue());
        }
        while (TryTake(','));
        Take(']');
        return new JsonArray(items);
    }

    private JsonValue? ReadWord()
    {
        (string Word, JsonValue Value)[] words =
        [
            ("null", JsonNull.Instance), ("true", new JsonBool(true)), ("false", new JsonBool(false)),
            ("NaN", new JsonReal(double.NaN)), ("Infinity", new JsonReal(double.PositiveInfinity)),
            ("-Infinity", new JsonReal(double.NegativeInfinity)),
        ];
        foreach (var (word, value) in words)
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
                continue;
            _at += word.Length;
            return value;
        }

        return null;
    }

    private JsonValue ReadNumber()
    {
        var start = _at;
        if (Peek() == '-')
            _at++;
        if (Peek() == '0')
            _at++;
        else
            ReadDigits();
        var whole = _at;
        ReadFraction();
        ReadExponent();
        var text = _text.AsSpan(start, _at - start);
        return _at == whole
            ? new JsonInteger(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : new JsonReal(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private void ReadFraction()
    {
        if (Peek() != '.' || !char.IsAsciiDigit(Peek(1)))
            return;
        _at++;
        ReadDigits();
    }

    private void ReadExponent()
    {
        var sign = Peek(1) is '+' or '-' ? 1 : 0;
        if (Peek() is not ('e' or 'E') || !char.IsAsciiDigit(Peek(1 + sign)))
            return;
        _at += 1 + sign;
        ReadDigits();
    }

    private void ReadDigits()
    {
        if (!char.IsAsciiDigit(Peek()))
            throw Fault("a value is expected");
        while (char.IsAsciiDigit(Peek()))
            _at++;
    }

    private string ReadString()
    {
        var text = new StringBuilder();
        _at++;
        while (true)
        {
            var c = _at < _text.Length ? _text[_at++] : throw Fault("a string has no end");
            if (c == '"')
                return text.ToString();
            if (c < ' ')
                throw Fault("a control character in a string");
            text.Append(c == '\\' ? ReadEscape() : c);
        }
    }

    private char ReadEscape()
    {
        var c = Peek();
        _at++;
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadCodeUnit(),
            _ => throw Fault("an unknown escape"),
        };
    }

    private char ReadCodeUnit()
    {
        if (_at + 4 > _text.Length || !ushort.TryParse(
                _text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw Fault("four hexadecimal digits are expected");
        _at += 4;
        return (char)unit;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r' && _at < _text.Length)
            _at++;
    }

    private bool TryTake(char wanted)
    {
        SkipSpace();
        if (Peek() != wanted)
            return false;
        _at++;
        return true;
    }

    private void Take(char wanted)
    {
        if (!TryTake(wanted))
            throw Fault($"'{wanted}' is expected");
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private FormatException Fault(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} at character {_at}"));
}
