using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Leat.Artifacts.Gcs;

/// <summary>What Google documents of Cloud Storage, as far as clients of this project need it: objects and uploads in parts by the XML API, lists
/// by the JSON API, tokens and signatures that are checked. Contents lie in files, so that they can be large.</summary>
internal sealed class FakeGcs : IAsyncDisposable
{
    private const int PageSize = 1_000;
    private static readonly Lazy<Task<FakeGcs>> Shared = new(StartAsync);

    private readonly string _folder = Directory.CreateTempSubdirectory("leat-gcs-").FullName;
    private readonly WebApplication _app;
    private readonly string _token = Guid.NewGuid().ToString("N");
    private long _generations;

    private FakeGcs(WebApplication app)
    {
        _app = app;
        Account = new FakeAccount();
    }

    /// <summary>The service account that may do everything.</summary>
    public FakeAccount Account { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>The objects of each bucket, by key.</summary>
    public ConcurrentDictionary<string, ConcurrentDictionary<string, StoredObject>> Buckets { get; } = new();

    /// <summary>Uploads in parts that have not ended.</summary>
    public ConcurrentDictionary<string, StoredUpload> Uploads { get; } = new();

    /// <summary>What leads a client here, as the service account.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["STORAGE_EMULATOR_HOST"] = Address.AbsoluteUri,
        ["GOOGLE_APPLICATION_CREDENTIALS"] = Path.Combine(_folder, "account.json"),
    };

    /// <summary>The service shared by all tests of this process.</summary>
    public static Task<FakeGcs> SharedAsync() => Shared.Value;

    /// <summary>Stores an object as another program would.</summary>
    public void Put(string bucket, string key, byte[] content)
    {
        var file = NewFile();
        File.WriteAllBytes(file, content);
        Put(bucket, key, [file], content.Length, "application/octet-stream");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<FakeGcs> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var fake = new FakeGcs(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        fake.Address = new Uri(app.Urls.First() + "/");
        File.WriteAllText(fake.Environment["GOOGLE_APPLICATION_CREDENTIALS"], fake.Account.Json(new Uri(fake.Address, "token")));
        return fake;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        // Names are taken from the raw target: an encoded slash is part of one.
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?')[0];
        var isJson = path.StartsWith("/storage/v1/b/", StringComparison.Ordinal);
        if (path == "/token")
            await TokenAsync(http);
        else if (http.Request.Query.ContainsKey("X-Goog-Signature") ? !Account.HasSigned(http.Request.Method, path, target, Address.Authority) : http.Request.Headers.Authorization != $"Bearer {_token}")
            await FailAsync(http, isJson, http.Request.Query.ContainsKey("X-Goog-Signature") ? 403 : 401, "SignatureDoesNotMatch", "The signature or the token is not valid.");
        else if (isJson)
            await JsonAsync(http, path["/storage/v1/b/".Length..].Split('/', 3));
        else
            await XmlAsync(http, path[1..].Split('/', 2));
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (Account.HasAsserted(form["assertion"]!))
            await WriteAsync(http, "application/json", new JsonObject { ["access_token"] = _token, ["expires_in"] = 3600, ["token_type"] = "Bearer" }.ToJsonString());
        else
            await FailAsync(http, isJson: true, 400, "invalid_grant", "The assertion is not of this account.");
    }

    /// <summary><c>bucket/o</c> and <c>bucket/o/name</c>.</summary>
    private async Task JsonAsync(HttpContext http, string[] parts)
    {
        var key = parts.Length > 2 ? Uri.UnescapeDataString(parts[2]) : null;
        if (!Buckets.TryGetValue(Uri.UnescapeDataString(parts[0]), out var objects))
            await FailAsync(http, isJson: true, 404, "notFound", "The specified bucket does not exist.");
        else if (key is null)
            await ListAsync(http, objects);
        else if (!objects.TryGetValue(key, out var found))
            await FailAsync(http, isJson: true, 404, "notFound", $"No such object: {parts[0]}/{key}");
        else if (http.Request.Method == "DELETE")
            Remove(http, objects, key);
        else
            await WriteAsync(http, "application/json", new JsonObject { ["size"] = found.Length.ToString(CultureInfo.InvariantCulture) }.ToJsonString());
    }

    private static void Remove(HttpContext http, ConcurrentDictionary<string, StoredObject> objects, string key)
    {
        objects.TryRemove(key, out _);
        http.Response.StatusCode = 204;
    }

    /// <summary>Pages count objects and folders; a token is the last name of the page before.</summary>
    private static async Task ListAsync(HttpContext http, ConcurrentDictionary<string, StoredObject> objects)
    {
        var (prefix, delimiter, after) = (http.Request.Query["prefix"].ToString(), http.Request.Query["delimiter"].ToString(), http.Request.Query["pageToken"].ToString());
        var most = int.TryParse(http.Request.Query["maxResults"], CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, PageSize) : PageSize;
        var names = objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => delimiter.Length > 0 && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var end ? key[..(end + 1)] : key)
            .Distinct().Order(StringComparer.Ordinal).Where(name => string.CompareOrdinal(name, after) > 0).Take(most + 1).ToList();
        var page = new JsonObject();
        var (items, folders) = (new JsonArray(), new JsonArray());
        foreach (var name in names.Take(most))
        {
            if (delimiter.Length > 0 && name.EndsWith(delimiter, StringComparison.Ordinal) && name.Length > prefix.Length)
                folders.Add(name);
            else
                items.Add(new JsonObject { ["name"] = name, ["size"] = objects[name].Length.ToString(CultureInfo.InvariantCulture) });
        }

        if (items.Count > 0)
            page["items"] = items;
        if (folders.Count > 0)
            page["prefixes"] = folders;
        if (names.Count > most)
            page["nextPageToken"] = names[most - 1];
        await WriteAsync(http, "application/json", page.ToJsonString());
    }

    /// <summary><c>bucket</c> and <c>bucket/name</c>.</summary>
    private Task XmlAsync(HttpContext http, string[] parts)
    {
        var bucket = Uri.UnescapeDataString(parts[0]);
        var key = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
        var query = http.Request.Query;
        if (!Buckets.TryGetValue(bucket, out var objects))
            return FailAsync(http, isJson: false, 404, "NoSuchBucket", "The specified bucket does not exist.");
        if (query.ContainsKey("uploads"))
            return http.Request.Method == "POST" ? BeginAsync(http, bucket, key) : UnfinishedAsync(http, bucket);
        if (query.ContainsKey("uploadId"))
            return UploadAsync(http, query["uploadId"]!, bucket, key);
        return http.Request.Method switch
        {
            "PUT" => StoreAsync(http, bucket, key),
            "GET" when objects.TryGetValue(key, out var found) => SendAsync(http, found),
            _ => FailAsync(http, isJson: false, 404, "NoSuchKey", "The specified key does not exist."),
        };
    }

    private async Task StoreAsync(HttpContext http, string bucket, string key)
    {
        if (await ReceiveAsync(http) is var (file, length, _))
        {
            Put(bucket, key, [file], length, http.Request.ContentType ?? "");
            http.Response.Headers.ETag = $"\"{_generations}\"";
        }
    }

    private static async Task SendAsync(HttpContext http, StoredObject found)
    {
        var asked = http.Request.Headers["x-goog-if-generation-match"].ToString();
        if (asked.Length > 0 && asked != found.Generation.ToString(CultureInfo.InvariantCulture))
        {
            await FailAsync(http, isJson: false, 412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.");
            return;
        }

        var range = http.Request.GetTypedHeaders().Range?.Ranges.Single();
        var from = range?.From ?? 0;
        var left = Math.Min(range?.To + 1 ?? found.Length, found.Length) - from;
        var answer = http.Response;
        answer.StatusCode = range is null ? 200 : 206;
        answer.ContentType = found.ContentType.Length > 0 ? found.ContentType : null;
        answer.ContentLength = left;
        answer.Headers["x-goog-generation"] = found.Generation.ToString(CultureInfo.InvariantCulture);
        answer.Headers.ETag = $"\"{found.Generation}\"";
        answer.Headers.LastModified = found.Stored.ToString("R", CultureInfo.InvariantCulture);
        foreach (var file in found.Files)
        {
            await using var content = File.OpenRead(file);
            var skipped = Math.Min(from, content.Length);
            content.Position = skipped;
            from -= skipped;
            var sent = Math.Min(left, content.Length - skipped);
            left -= sent;
            await StreamCopyOperation.CopyToAsync(content, answer.Body, sent, http.RequestAborted);
        }
    }

    private Task BeginAsync(HttpContext http, string bucket, string key)
    {
        var id = Guid.NewGuid().ToString("N");
        Uploads[id] = new StoredUpload(bucket, key, TimeProvider.System.GetUtcNow(), http.Request.ContentType ?? "");
        return WriteXmlAsync(http, new XElement("InitiateMultipartUploadResult", new XElement("Bucket", bucket), new XElement("Key", key), new XElement("UploadId", id)));
    }

    private Task UnfinishedAsync(HttpContext http, string bucket) => WriteXmlAsync(http, new XElement(
        "ListMultipartUploadsResult",
        Uploads.Where(upload => upload.Value.Bucket == bucket && upload.Value.Key.StartsWith(http.Request.Query["prefix"].ToString(), StringComparison.Ordinal)).Select(upload => new XElement(
            "Upload", new XElement("Key", upload.Value.Key), new XElement("UploadId", upload.Key), new XElement("Initiated", upload.Value.Begun.ToString("O", CultureInfo.InvariantCulture)))),
        new XElement("IsTruncated", "false")));

    private Task UploadAsync(HttpContext http, string id, string bucket, string key)
    {
        if (!Uploads.TryGetValue(id, out var upload) || (upload.Bucket, upload.Key) != (bucket, key))
            return FailAsync(http, isJson: false, 404, "NoSuchUpload", "The requested upload was not found.");
        return http.Request.Method switch
        {
            "PUT" => PartAsync(http, upload),
            "POST" => CompleteAsync(http, id, upload),
            "DELETE" => AbortAsync(http, id),
            _ => WriteXmlAsync(http, new XElement("ListPartsResult", upload.Parts.Select(part => new XElement("Part", new XElement("PartNumber", part.Key), new XElement("Size", part.Value.Length))))),
        };
    }

    private async Task PartAsync(HttpContext http, StoredUpload upload)
    {
        if (await ReceiveAsync(http) is var (file, length, hash))
        {
            upload.Parts[int.Parse(http.Request.Query["partNumber"]!, CultureInfo.InvariantCulture)] = (file, length, hash);
            http.Response.Headers.ETag = $"\"{hash}\"";
        }
    }

    private async Task CompleteAsync(HttpContext http, string id, StoredUpload upload)
    {
        var list = await XDocument.LoadAsync(http.Request.Body, LoadOptions.None, http.RequestAborted);
        var parts = list.Root!.Elements().Select(part => (Number: (int)part.Element("PartNumber")!, Tag: ((string)part.Element("ETag")!).Trim('"'))).ToList();
        if (!parts.All(part => upload.Parts.TryGetValue(part.Number, out var stored) && stored.Hash == part.Tag))
        {
            await FailAsync(http, isJson: false, 400, "InvalidPart", "One or more of the specified parts could not be found.");
            return;
        }

        var files = parts.OrderBy(part => part.Number).Select(part => upload.Parts[part.Number]).ToList();
        Put(upload.Bucket, upload.Key, [.. files.Select(part => part.File)], files.Sum(part => part.Length), upload.ContentType);
        Uploads.TryRemove(id, out _);
        await WriteXmlAsync(http, new XElement("CompleteMultipartUploadResult", new XElement("ETag", $"\"{_generations}\"")));
    }

    private Task AbortAsync(HttpContext http, string id)
    {
        Uploads.TryRemove(id, out _);
        http.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>Null if what arrived is not what the hash says; the answer says so then.</summary>
    private async Task<(string File, long Length, string Hash)?> ReceiveAsync(HttpContext http)
    {
        var file = NewFile();
        await using (var content = File.Create(file))
            await http.Request.Body.CopyToAsync(content, http.RequestAborted);
        await using var read = File.OpenRead(file);
#pragma warning disable CA5351 // What the service does.
        var hash = await MD5.HashDataAsync(read, http.RequestAborted);
#pragma warning restore CA5351
        if (http.Request.Headers.ContentMD5.ToString() is { Length: > 0 } announced && announced != Convert.ToBase64String(hash))
        {
            await FailAsync(http, isJson: false, 400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
            return null;
        }

        return (file, read.Length, Convert.ToHexStringLower(hash));
    }

    private void Put(string bucket, string key, string[] files, long length, string contentType) =>
        Buckets[bucket][key] = new StoredObject(files, length, Interlocked.Increment(ref _generations), TimeProvider.System.GetUtcNow(), contentType);

    private string NewFile() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));

    private static Task FailAsync(HttpContext http, bool isJson, int status, string code, string message)
    {
        http.Response.StatusCode = status;
        return isJson
            ? WriteAsync(http, "application/json", new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = message } }.ToJsonString())
            : WriteXmlAsync(http, new XElement("Error", new XElement("Code", code), new XElement("Message", message)));
    }

    private static Task WriteXmlAsync(HttpContext http, XElement content) => WriteAsync(http, "application/xml", $"<?xml version='1.0' encoding='UTF-8'?>{content}");

    private static Task WriteAsync(HttpContext http, string type, string content)
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(content);
    }
}

/// <summary>An object.</summary>
internal sealed record StoredObject(string[] Files, long Length, long Generation, DateTimeOffset Stored, string ContentType);

/// <summary>An upload that has not ended.</summary>
internal sealed record StoredUpload(string Bucket, string Key, DateTimeOffset Begun, string ContentType)
{
    public ConcurrentDictionary<int, (string File, long Length, string Hash)> Parts { get; } = new();
}
