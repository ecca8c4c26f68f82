use std::env;
use std::error::Error;

use dataops::types::{
    CiStatusFilter, IdOrPath, ProjectCreate, TriggerVariables, TriggeredPipelineCreate,
};
use dataops::{Client, ClientInfo, Error as Refusal};
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::json;

/// The base URL ends in /api/v4. A personal, project or group token travels in the header private-token.
fn connect(url: &str, token: &str) -> Result<Client, Box<dyn Error>> {
    let headers = HeaderMap::from_iter([("private-token".parse()?, HeaderValue::from_str(token)?)]);
    let http = reqwest::Client::builder()
        .default_headers(headers)
        .build()?;
    Ok(Client::new_with_client(url, http))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = connect(&env::var("DATAOPS_URL")?, &env::var("DATAOPS_TOKEN")?)?;

    // A list comes in pages; the header x-next-page names the next one, and is empty on the last.
    let group: IdOrPath = env::var("DATAOPS_GROUP")?.parse()?;
    let (mut ids, mut pages, mut next) = (Vec::new(), 0, "1".to_owned());
    while !next.is_empty() {
        let (page, per_page) = (Some(next.parse()?), Some("2".parse()?));
        let answer = client
            .list_group_projects(
                &group, None, None, None, None, None, page, per_page, None, None, None, None, None,
            )
            .await?;
        next = header(answer.headers(), "x-next-page").to_owned();
        ids.extend(answer.iter().map(|project| project.id));
        pages += 1;
    }
    println!(
        "{}",
        json!({"step": "list", "pages": pages, "count": ids.len(), "ids": ids})
    );

    // Create a project. What the server refuses comes as an error with a type of its own.
    let wanted = ProjectCreate {
        name: Some(env::var("DATAOPS_NAME")?.parse()?),
        ..Default::default()
    };
    let project = client.create_project(&wanted).await?.into_inner();
    println!(
        "{}",
        json!({"step": "create", "id": project.id, "path": project.path_with_namespace})
    );

    // Trigger a pipeline: the trigger token stands in the body. _PIPELINE_FILE_NAME selects the pipeline file.
    let variables = [
        ("_PIPELINE_FILE_NAME", "full-ci.yml"),
        ("TARGET", "staging"),
    ];
    let wanted = TriggeredPipelineCreate {
        token: env::var("DATAOPS_TRIGGER_TOKEN")?,
        ref_: "main".parse()?,
        variables: Some(TriggerVariables(
            variables
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        )),
    };
    let pipeline = client
        .trigger_pipeline(&env::var("DATAOPS_PROJECT")?.parse()?, &wanted)
        .await?;
    println!(
        "{}",
        json!({"step": "trigger", "id": pipeline.id, "status": pipeline.status, "source": pipeline.source})
    );

    // An error's body has `message` (JSON: a text, or texts by field) or `error`.
    let refused = connect(client.baseurl(), "no-such-token")?
        .get_current_user()
        .await;
    if let Err(Refusal::ErrorResponse(answer)) = refused {
        let status = answer.status().as_u16();
        println!(
            "{}",
            json!({"step": "unauthorized", "status": status, "message": answer.message})
        );
    }

    // Over the quota the answer is 429; Retry-After tells how many seconds to wait.
    let busy = connect(client.baseurl(), &env::var("DATAOPS_QUOTA_TOKEN")?)?;
    let limited = loop {
        if let Err(refusal) = busy.get_version().await {
            break refusal;
        }
    };
    let Refusal::ErrorResponse(answer) = limited else {
        return Err(limited.into());
    };
    let (status, seconds) = (
        answer.status().as_u16(),
        header(answer.headers(), "retry-after"),
    );
    println!(
        "{}",
        json!({"step": "limited", "status": status, "retry_after": seconds.parse::<u64>()?})
    );

    // A field without a value is None, and its type says so.
    let description: Option<String> = project.description;
    println!(
        "{}",
        json!({"step": "null", "field": "description", "value": description})
    );

    // A state may be one that the contract does not know: it is a string.
    let id: IdOrPath = env::var("DATAOPS_PROJECT")?.parse()?;
    let (one, succeeded) = (Some("1".parse()?), vec![CiStatusFilter::Success]);
    let jobs = client
        .list_project_jobs(&id, None, None, None, one, Some(&succeeded), None)
        .await?;
    for listed in jobs.iter() {
        let job = client
            .get_job(&id, u64::try_from(listed.id)?.try_into()?)
            .await?;
        println!("{}", json!({"step": "unknown", "value": job.status}));
    }

    // A visibility has a closed list of values; an answer with one that is not of it is refused as a whole.
    let groups = client
        .list_groups(
            None, None, None, None, None, one, None, None, None, None, None,
        )
        .await;
    println!(
        "{}",
        match groups {
            Ok(groups) => json!({"step": "closed", "value": groups[0].visibility}),
            Err(unreadable) => json!({"step": "closed", "error": unreadable.to_string()}),
        }
    );
    Ok(())
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
