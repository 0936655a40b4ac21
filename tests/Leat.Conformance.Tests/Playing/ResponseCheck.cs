using System.Globalization;
using System.Numerics;
using System.Text;
using Leat.Conformance.Tests.Json;
using Leat.Conformance.Tests.Matching;
using Leat.Testing.Http;

namespace Leat.Conformance.Tests.Playing;

/// <summary>Compares one response with what its step expects.</summary>
internal sealed class ResponseCheck
{
    private const int LongestShownBody = 200;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly JsonObject _expected;
    private readonly RawResponse _response;
    private readonly Matcher _matcher;
    private readonly Differences _differences = new();

    private ResponseCheck(JsonObject expected, RawResponse response, Variables variables)
    {
        _expected = expected;
        _response = response;
        _matcher = new Matcher(variables);
    }

    public static Differences Check(JsonObject expected, RawResponse response, Variables variables)
    {
        var check = new ResponseCheck(expected, response, variables);
        check.CheckStatus();
        check.CheckHeaders();
        check.CheckDocument();
        check.CheckBody();
        return check._differences;
    }

    private void CheckStatus()
    {
        if (_expected.Members.GetValueOrDefault("status") is not { } wanted)
            return;
        var got = new JsonInteger(_response.Status);
        var accepted = wanted is JsonArray many ? many.Items : [wanted];
        if (!accepted.Any(status => status.SameAs(got)))
            _differences.Add("status", string.Join(" or ", accepted), got.ToString());
    }

    private void CheckHeaders()
    {
        foreach (var (name, wanted) in Part("headers"))
        {
            JsonValue got = _response.Headers.TryGetValue(name.ToLowerInvariant(), out var value)
                ? new JsonString(value)
                : JsonNull.Instance;
            _matcher.Match(wanted, got, "header " + name, _differences);
        }
    }

    private void CheckDocument()
    {
        if (!_expected.Members.ContainsKey("json") && !_expected.Members.ContainsKey("select"))
            return;
        CheckContentType();
        if (ParseBody() is not { } document)
            return;
        if (_expected.Members.TryGetValue("json", out var whole))
            _matcher.Match(whole, document, "", _differences);
        foreach (var (path, wanted) in Part("select"))
            CheckSelected(path, wanted, JsonPath.Find(document, path));
    }

    private void CheckContentType()
    {
        if (Part("headers").ContainsKey("Content-Type"))
            return;
        var type = _response.ContentType.Split(';')[0].Trim();
        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            _differences.Add("header Content-Type", "application/json", _response.ContentType);
    }

    private JsonValue? ParseBody()
    {
        try
        {
            return JsonParser.Parse(_response.Body);
        }
        catch (FormatException fault)
        {
            _differences.Add("body", $"JSON ({fault.Message})", Shown(_response.Body));
            return null;
        }
    }

    private void CheckSelected(string path, JsonValue wanted, JsonValue? got)
    {
        var special = (wanted as JsonObject)?.Special;
        switch (special?.Key)
        {
            case "$empty" when IsTrue(special):
                if (got is not (null or JsonArray { Items.Count: 0 }))
                    _differences.Add(path, "(absent or empty)", Differences.Show(got));
                break;
            case "$absent" when IsTrue(special):
                if (got is not null)
                    _differences.Add(path, "(absent)", Differences.Show(got));
                break;
            case "$optional":
                if (got is not null)
                    _matcher.Match(special.Value.Value, got, path, _differences);
                break;
            default:
                CheckPresent(path, wanted, got);
                break;
        }
    }

    private void CheckPresent(string path, JsonValue wanted, JsonValue? got)
    {
        if (got is null)
            _differences.Add(path, Differences.Show(wanted), "(absent)");
        else
            _matcher.Match(wanted, got, path, _differences);
    }

    private void CheckBody()
    {
        if (_expected.Members.TryGetValue("text", out var text))
            _matcher.Match(text, new JsonString(BodyText()), "body", _differences);
        if (_expected.Members.GetValueOrDefault("base64") is JsonString base64)
            CheckBytes(Convert.FromBase64String(base64.Value));
        if (_expected.Members.GetValueOrDefault("size") is JsonInteger size && size.Value != new BigInteger(_response.Body.Length))
            _differences.Add("body", $"{size} bytes", Shown(_response.Body));
    }

    private void CheckBytes(byte[] wanted)
    {
        if (!wanted.AsSpan().SequenceEqual(_response.Body))
            _differences.Add("body", Shown(wanted), Shown(_response.Body));
    }

    private string BodyText()
    {
        try
        {
            return StrictUtf8.GetString(_response.Body);
        }
        catch (DecoderFallbackException)
        {
            return Shown(_response.Body);
        }
    }

    private OrderedDictionary<string, JsonValue> Part(string name) =>
        _expected.Members.GetValueOrDefault(name) is JsonObject part ? part.Members : [];

    private static bool IsTrue(KeyValuePair<string, JsonValue>? special) => special?.Value is JsonBool { Value: true };

    private static string Shown(byte[] body)
    {
        var start = Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, LongestShownBody));
        return string.Create(CultureInfo.InvariantCulture, $"{body.Length} bytes: {start}");
    }
}
